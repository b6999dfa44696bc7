/**
 * The drivers that QEMU has a device for. To add one: its sources, the configuration symbols that make it a module, QEMU's
 * device, a script of what to do with it (`assets/run/`), and the registers that take addresses for DMA, since memory may
 * lie elsewhere when a driver got longer.
 */
import type { EmulatedDriver } from "../emulator.ts";

export interface QemuDriver extends EmulatedDriver {
  /** Kconfig symbols to build as modules, and those that must be on for these to be seen. */
  readonly modules: readonly string[];
  readonly enable: readonly string[];
  /** QEMU's device, `-device` follows it with options. */
  readonly model: string;
  /** What to do with it: `assets/run/qemu-<script>.sh`. */
  readonly script: "network" | "watchdog";
  /** Registers that take the address of memory, as `<bar>+<offset>`: `0+0x2800`. */
  readonly dmaRegisters: readonly string[];
  /** Ports outside of any BAR, of ISA devices. */
  readonly ports?: readonly number[];
}

const NET = "drivers/net/ethernet";
/** The folder holds other drivers, too. */
const TULIP = ["tulip_core", "eeprom", "interrupt", "media", "timer", "21142", "pnic", "pnic2"];

export const DRIVERS: readonly QemuDriver[] = [
  {
    name: "e1000",
    sources: [`${NET}/intel/e1000/`],
    enable: ["NET_VENDOR_INTEL"],
    modules: ["E1000"],
    device: "Intel 82540EM (e1000)",
    model: "e1000",
    script: "network",
    dmaRegisters: ["0+0x2800", "0+0x3800"],
  },
  {
    name: "e1000e",
    sources: [`${NET}/intel/e1000e/`],
    enable: ["NET_VENDOR_INTEL"],
    modules: ["E1000E"],
    device: "Intel 82574L (e1000e)",
    model: "e1000e",
    script: "network",
    dmaRegisters: ["0+0x2800", "0+0x3800"],
  },
  {
    name: "e100",
    sources: [`${NET}/intel/e100.c`],
    enable: ["NET_VENDOR_INTEL"],
    modules: ["E100"],
    device: "Intel 82559C (i82559c)",
    model: "i82559c",
    script: "network",
    dmaRegisters: ["0+0x4", "0+0x8"],
  },
  {
    name: "pcnet32",
    sources: [`${NET}/amd/pcnet32.c`],
    enable: ["NET_VENDOR_AMD"],
    modules: ["PCNET32"],
    device: "AMD Am79C970A (pcnet)",
    model: "pcnet",
    script: "network",
    dmaRegisters: [],
  },
  {
    name: "ne2k-pci",
    sources: [`${NET}/8390/ne2k-pci.c`, `${NET}/8390/8390.c`, `${NET}/8390/lib8390.c`],
    enable: ["NET_VENDOR_NATSEMI", "NET_VENDOR_8390"],
    modules: ["NE2K_PCI"],
    device: "NE2000 (ne2k_pci)",
    model: "ne2k_pci",
    script: "network",
    dmaRegisters: [],
  },
  {
    name: "tulip",
    sources: TULIP.map((name) => `${NET}/dec/tulip/${name}.c`),
    enable: ["NET_VENDOR_DEC", "NET_TULIP"],
    modules: ["TULIP"],
    device: "DEC 21143 (tulip)",
    model: "tulip",
    script: "network",
    dmaRegisters: ["0+0x18", "0+0x20", "1+0x18", "1+0x20"],
  },
  {
    name: "8139cp",
    sources: [`${NET}/realtek/8139cp.c`],
    enable: ["NET_VENDOR_REALTEK"],
    modules: ["8139CP"],
    device: "Realtek RTL8139C+ (rtl8139)",
    model: "rtl8139",
    script: "network",
    dmaRegisters: ["1+0x10", "1+0x20", "1+0x28", "1+0xe4"],
  },
  {
    name: "vmxnet3",
    sources: ["drivers/net/vmxnet3/"],
    enable: [],
    modules: ["VMXNET3"],
    device: "VMware vmxnet3",
    model: "vmxnet3",
    script: "network",
    dmaRegisters: ["1+0x10"],
  },
  {
    name: "i6300esb",
    sources: ["drivers/watchdog/i6300esb.c"],
    enable: [],
    modules: ["I6300ESB_WDT"],
    device: "Intel 6300ESB watchdog (i6300esb)",
    model: "i6300esb",
    script: "watchdog",
    dmaRegisters: [],
  },
];
