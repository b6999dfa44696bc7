/**
 * Rewrites of real drivers, made on the fetched kernel by replacing single statements: a statement that moves into a function
 * out of line is the same driver; one that writes another value, is dropped or changes places with its neighbour is not.
 */
export interface RewrittenDriver {
  readonly driver: string;
  readonly file: string;
  /** A statement that programs a register when the device comes up; unique in the file, with what follows it. */
  readonly statement: RegExp;
  /** Parameters that the statement's names become when it stands in a function of its own, and what they are called with. */
  readonly parameters: string;
  readonly names: string;
  /** Replaces the statement. */
  readonly mutants: Readonly<Record<string, string>>;
}

const NET = "drivers/net/ethernet";

export const REWRITTEN: readonly RewrittenDriver[] = [
  {
    driver: "e1000",
    file: `${NET}/intel/e1000/e1000_main.c`,
    statement: /\bew32\(TDLEN, tdlen\);(?=\s*ew32\(TDBAH)/,
    parameters: "struct e1000_hw *hw, u32 tdlen",
    names: "hw, tdlen",
    mutants: {
      value: "ew32(TDLEN, tdlen + 128);",
      dropped: "",
      doubled: "ew32(TDLEN, tdlen); ew32(TDLEN, tdlen);",
      order: "ew32(TDT, 0); ew32(TDLEN, tdlen);",
      register: "ew32(RDLEN, tdlen);",
    },
  },
  {
    driver: "e1000e",
    file: `${NET}/intel/e1000e/netdev.c`,
    statement: /\bew32\(TDLEN\(0\), tdlen\);/,
    parameters: "struct e1000_hw *hw, u32 tdlen",
    names: "hw, tdlen",
    mutants: {
      value: "ew32(TDLEN(0), tdlen + 128);",
      dropped: "",
      doubled: "ew32(TDLEN(0), tdlen); ew32(TDLEN(0), tdlen);",
      order: "ew32(TDH(0), 0); ew32(TDLEN(0), tdlen);",
      register: "ew32(RDLEN(0), tdlen);",
    },
  },
  {
    driver: "e100",
    file: `${NET}/intel/e100.c`,
    statement: /\biowrite32\(selective_reset, &nic->csr->port\);/,
    parameters: "struct nic *nic",
    names: "nic",
    mutants: {
      value: "iowrite32(selective_reset | 16, &nic->csr->port);",
      dropped: "",
      doubled: "iowrite32(selective_reset, &nic->csr->port); iowrite32(selective_reset, &nic->csr->port);",
      order: "e100_write_flush(nic); iowrite32(selective_reset, &nic->csr->port);",
      width: "iowrite16(selective_reset, &nic->csr->port);",
    },
  },
  {
    driver: "pcnet32",
    file: `${NET}/amd/pcnet32.c`,
    statement: /\blp->a->write_csr\(ioaddr, CSR4, 0x0915\);(?=[^;]*CSR0_INIT\);)/,
    parameters: "struct pcnet32_private *lp, unsigned long ioaddr",
    names: "lp, ioaddr",
    mutants: {
      value: "lp->a->write_csr(ioaddr, CSR4, 0x0815);",
      dropped: "",
      doubled: "lp->a->write_csr(ioaddr, CSR4, 0x0915); lp->a->write_csr(ioaddr, CSR4, 0x0915);",
      register: "lp->a->write_csr(ioaddr, CSR5, 0x0915);",
    },
  },
  {
    driver: "ne2k-pci",
    file: `${NET}/8390/lib8390.c`,
    statement: /\bei_outb_p\(E8390_RXOFF, e8390_base \+ EN0_RXCR\);(?=[^;]*ei_outb_p\(E8390_TXOFF)/,
    parameters: "struct ei_device *ei_local, unsigned long e8390_base",
    names: "ei_local, e8390_base",
    mutants: {
      value: "ei_outb_p(E8390_RXOFF | 1, e8390_base + EN0_RXCR);",
      dropped: "",
      doubled:
        "ei_outb_p(E8390_RXOFF, e8390_base + EN0_RXCR); ei_outb_p(E8390_RXOFF, e8390_base + EN0_RXCR);",
      register: "ei_outb_p(E8390_RXOFF, e8390_base + EN0_TXCR);",
    },
  },
  {
    driver: "tulip",
    file: `${NET}/dec/tulip/tulip_core.c`,
    statement: /\biowrite32\(tp->rx_ring_dma, ioaddr \+ CSR3\);/,
    parameters: "struct tulip_private *tp, void __iomem *ioaddr",
    names: "tp, ioaddr",
    mutants: {
      value: "iowrite32(tp->rx_ring_dma + 16, ioaddr + CSR3);",
      "wrong ring": "iowrite32(tp->tx_ring_dma, ioaddr + CSR3);",
      dropped: "",
      doubled: "iowrite32(tp->rx_ring_dma, ioaddr + CSR3); iowrite32(tp->rx_ring_dma, ioaddr + CSR3);",
      order: "iowrite32(tp->tx_ring_dma, ioaddr + CSR4); iowrite32(tp->rx_ring_dma, ioaddr + CSR3);",
    },
  },
  {
    driver: "8139cp",
    file: `${NET}/realtek/8139cp.c`,
    statement: /\bcpw8\(TxThresh, 0x06\);/,
    parameters: "struct cp_private *cp",
    names: "cp",
    mutants: {
      value: "cpw8(TxThresh, 0x07);",
      dropped: "",
      doubled: "cpw8(TxThresh, 0x06); cpw8(TxThresh, 0x06);",
      width: "cpw16(TxThresh, 0x06);",
    },
  },
];

/** The file with the statement in a function of its own, which is called where it stood. */
export function outOfLine(rewritten: RewrittenDriver, text: string): string {
  const { statement, parameters, names } = rewritten;
  const found = statement.exec(text);
  if (found === null) throw new Error(`${rewritten.file} has no ${statement}`);
  const home = text.lastIndexOf("\n}\n", found.index) + 3;
  const helper = `\nstatic noinline void kindred_step(${parameters})\n{\n\t${found[0]}\n}\n`;
  return `${text.slice(0, home)}${helper}${text.slice(home).replace(statement, `kindred_step(${names});`)}`;
}

/** The file with another statement there. */
export function withStatement({ statement }: RewrittenDriver, text: string, other: string): string {
  return text.replace(statement, other === "" ? "do { } while (0);" : other);
}
