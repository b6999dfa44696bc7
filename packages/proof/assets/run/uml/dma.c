// SPDX-License-Identifier: GPL-2.0
/*
 * DMA for a device that never reads memory. Bus addresses are handed out in
 * order of use, so that they do not depend on where the kernel's allocator
 * happens to be: two builds of a driver see the same ones.
 */
#include <linux/bitops.h>
#include <linux/dma-map-ops.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "kindred.h"

#define FIRST_ADDRESS 0x10000000UL
/* Larger buffers are not looked at; what a device needs to know stands in small ones. */
#define MAX_TRACED (64 << 10)

struct coherent {
	struct list_head list;
	void *memory;
	size_t size;
	dma_addr_t address;
};

static LIST_HEAD(coherents);
static dma_addr_t next_address = FIRST_ADDRESS;
static u64 last_sum;

static u64 sum_bytes(u64 sum, const void *memory, size_t size)
{
	const u8 *bytes = memory;
	u64 word;

	for (; size >= sizeof(word); size -= sizeof(word), bytes += sizeof(word)) {
		memcpy(&word, bytes, sizeof(word));
		sum = rol64((sum ^ word) * 0x9e3779b97f4a7c15ULL, 29);
	}
	while (size--)
		sum = (sum ^ *bytes++) * 0x100000001b3ULL;
	return sum;
}

static dma_addr_t take_address(size_t size, size_t alignment)
{
	dma_addr_t address = ALIGN(next_address, alignment);

	next_address = address + size;
	return address;
}

static void *dma_alloc(struct device *dev, size_t size, dma_addr_t *address, gfp_t gfp,
		       unsigned long attrs)
{
	struct coherent *entry = kzalloc(sizeof(*entry), gfp & ~__GFP_ZERO);
	void *memory = (void *)__get_free_pages((gfp & ~__GFP_COMP) | __GFP_ZERO, get_order(size));

	if (!entry || !memory) {
		kfree(entry);
		if (memory)
			free_pages((unsigned long)memory, get_order(size));
		return NULL;
	}
	entry->memory = memory;
	entry->size = size;
	entry->address = take_address(PAGE_ALIGN(size), PAGE_SIZE << get_order(size));
	list_add_tail(&entry->list, &coherents);
	*address = entry->address;
	kindred_say("a %zx %llx", size, (u64)entry->address);
	return memory;
}

static void dma_free(struct device *dev, size_t size, void *memory, dma_addr_t address,
		     unsigned long attrs)
{
	struct coherent *entry, *next;

	kindred_say("f %zx %llx", size, (u64)address);
	list_for_each_entry_safe(entry, next, &coherents, list) {
		if (entry->memory != memory)
			continue;
		list_del(&entry->list);
		kfree(entry);
		free_pages((unsigned long)memory, get_order(size));
		return;
	}
}

static dma_addr_t dma_map(struct device *dev, struct page *page, unsigned long offset, size_t size,
			  enum dma_data_direction direction, unsigned long attrs)
{
	dma_addr_t address = take_address(size, 64);
	u64 sum = 0;

	if (direction == DMA_TO_DEVICE)
		sum = sum_bytes(0, page_address(page) + offset, size);
	kindred_say("d %zx %d %llx %llx", size, direction, (u64)address, sum);
	return address;
}

static void dma_unmap(struct device *dev, dma_addr_t address, size_t size,
		      enum dma_data_direction direction, unsigned long attrs)
{
	kindred_say("u %zx %d %llx", size, direction, (u64)address);
}

static int dma_map_list(struct device *dev, struct scatterlist *list, int count,
			enum dma_data_direction direction, unsigned long attrs)
{
	struct scatterlist *entry;
	int i;

	for_each_sg(list, entry, count, i) {
		entry->dma_address = dma_map(dev, sg_page(entry), entry->offset, entry->length,
					     direction, attrs);
		sg_dma_len(entry) = entry->length;
	}
	return count;
}

static void dma_unmap_list(struct device *dev, struct scatterlist *list, int count,
			   enum dma_data_direction direction, unsigned long attrs)
{
	struct scatterlist *entry;
	int i;

	for_each_sg(list, entry, count, i)
		dma_unmap(dev, entry->dma_address, entry->length, direction, attrs);
}

static int dma_supports(struct device *dev, u64 mask)
{
	return 1;
}

static const struct dma_map_ops dma_operations = {
	.alloc = dma_alloc,
	.free = dma_free,
	.map_page = dma_map,
	.unmap_page = dma_unmap,
	.map_sg = dma_map_list,
	.unmap_sg = dma_unmap_list,
	.dma_supported = dma_supports,
};

/**
 * kindred_dma_trace() - Prints a sum of the coherent memory when it changed
 *
 * Called before each register write: that is when a device may look.
 */
void kindred_dma_trace(void)
{
	struct coherent *entry;
	u64 sum = 0;

	list_for_each_entry(entry, &coherents, list) {
		if (entry->size <= MAX_TRACED)
			sum = sum_bytes(sum, entry->memory, entry->size);
	}
	if (sum != last_sum)
		kindred_say("m %llx", sum);
	last_sum = sum;
}

/**
 * kindred_dma_poke() - The device writes to coherent memory
 * @which: The buffer, counted in order of allocation from 0
 * @offset: Where in it
 * @bytes: What
 * @size: How many
 *
 * Return: 0, or -ENOENT when there is no such place.
 */
int kindred_dma_poke(unsigned int which, size_t offset, const u8 *bytes, size_t size)
{
	struct coherent *entry;

	list_for_each_entry(entry, &coherents, list) {
		if (which--)
			continue;
		if (offset > entry->size || size > entry->size - offset)
			return -ENOENT;
		memcpy(entry->memory + offset, bytes, size);
		return 0;
	}
	return -ENOENT;
}

/**
 * kindred_dma_attach() - Gives the device these operations
 * @dev: The device
 */
void kindred_dma_attach(struct device *dev)
{
	set_dma_ops(dev, &dma_operations);
}
