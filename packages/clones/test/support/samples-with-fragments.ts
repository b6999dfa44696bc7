/** What two unlike functions have in common: a ring's clean-up. */
export const CLEAN = `	for (i = 0; i < ring->entries; i++) {
		struct delta_buffer *buffer = &ring->buffers[i];

		if (!buffer->skb)
			continue;
		dma_unmap_single(ring->dev, buffer->dma, buffer->mapped_length, DMA_TO_DEVICE);
		dev_kfree_skb_any(buffer->skb);
		buffer->skb = NULL;
	}
	ring->next_to_use = 0;
	ring->next_to_clean = 0;
`;

export function withClean(head: string, before: string, after: string, clean = CLEAN): string {
  return `${head}\n{\n\tint i;\n\n${before}${clean}${after}}\n`;
}

export const RESET = withClean(
  "static void delta_reset(struct delta_ring *ring, u32 why)",
  [...Array(12).keys()]
    .map((i) => `\tif (why & DELTA_WHY_${i})\n\t\tdelta_note_${i}(ring->owner, why);\n`)
    .join(""),
  "\tdelta_restart(ring);\n",
);
export const CLOSE = withClean(
  "int delta_close(struct net_device *netdev, struct delta_ring *ring)",
  [...Array(12).keys()].map((i) => `\tdelta_disable_${i}(netdev, ring->queue_${i});\n`).join(""),
  "\tnetif_stop_queue(netdev);\n\treturn 0;\n",
);
