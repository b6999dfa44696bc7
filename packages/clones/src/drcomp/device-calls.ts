import { hashWord } from "@kindred/c-source";

/*
 * Calls that reach the device: memory-mapped I/O, port I/O and DMA. The study had lists of 39, 43 and 34 names, made for
 * Linux 2.6.37; these are ours, from the same families of functions as 6.12 has them (Documentation/driver-api/device-io.rst,
 * Documentation/core-api/dma-api.rst).
 */

const MMIO =
  "readb readw readl readq readb_relaxed readw_relaxed readl_relaxed readq_relaxed " +
  "writeb writew writel writeq writeb_relaxed writew_relaxed writel_relaxed writeq_relaxed " +
  "ioread8 ioread16 ioread32 ioread64 ioread16be ioread32be ioread64be " +
  "iowrite8 iowrite16 iowrite32 iowrite64 iowrite16be iowrite32be iowrite64be " +
  "ioread8_rep ioread16_rep ioread32_rep iowrite8_rep iowrite16_rep iowrite32_rep " +
  "readsb readsw readsl writesb writesw writesl " +
  "__raw_readb __raw_readw __raw_readl __raw_readq __raw_writeb __raw_writew __raw_writel __raw_writeq " +
  "memcpy_fromio memcpy_toio memset_io";
const PORT =
  "inb inw inl outb outw outl inb_p inw_p inl_p outb_p outw_p outl_p insb insw insl outsb outsw outsl";
const DMA =
  "dma_alloc_coherent dma_free_coherent dma_alloc_attrs dma_free_attrs dma_alloc_wc dma_free_wc dma_alloc_noncoherent " +
  "dma_free_noncoherent dma_alloc_pages dma_free_pages dma_map_single dma_unmap_single dma_map_page dma_unmap_page " +
  "dma_map_single_attrs dma_unmap_single_attrs dma_map_page_attrs dma_unmap_page_attrs dma_map_sg dma_unmap_sg " +
  "dma_map_sg_attrs dma_unmap_sg_attrs dma_map_sgtable dma_unmap_sgtable dma_map_resource dma_unmap_resource " +
  "dma_mapping_error dma_sync_single_for_cpu dma_sync_single_for_device dma_sync_single_range_for_cpu " +
  "dma_sync_single_range_for_device dma_sync_sg_for_cpu dma_sync_sg_for_device dma_sync_sgtable_for_cpu " +
  "dma_sync_sgtable_for_device dma_set_mask dma_set_coherent_mask dma_set_mask_and_coherent dma_pool_create " +
  "dma_pool_destroy dma_pool_alloc dma_pool_zalloc dma_pool_free dmam_alloc_coherent dmam_free_coherent dmam_pool_create";

const deviceCalls = new Set([MMIO, PORT, DMA].flatMap((names) => names.split(" ").map(hashWord)));

/** Whether a called name, by its hash, is one that reaches the device. */
export function isDeviceCall(hash: number): boolean {
  return deviceCalls.has(hash);
}
