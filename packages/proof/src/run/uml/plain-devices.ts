/**
 * Drivers without a model of their device: all windows are memory, and registers answer with 0, with ones or with noise. The
 * driver gets as far as that takes it: some open their interface, many give up on the way; with noise, most of the code
 * that asks the device for something runs, if not in a useful order. What ran is recorded line by line, so a change that
 * was not reached is not called seen.
 */
import type { Capability, UmlDriver, Window } from "./device.ts";

const NET = "drivers/net/ethernet";

interface PlainDriver {
  /** Of the module that takes the device. */
  readonly name: string;
  /** Below {@link NET}. */
  readonly folder: string;
  /** In the folder: files and folders of this driver alone; all of it when there is only one. */
  readonly sources?: readonly string[];
  /** Modules that must be there before, as paths in the folder. */
  readonly needs?: readonly string[];
  /** The module's path in the folder when it is not just its name. */
  readonly module?: string;
  /** The first window is ports, as with devices of the time when there were such. */
  readonly portsFirst?: boolean;
}

const MODERN: readonly Window[] = Array.from({ length: 6 }, () => ({ kind: "memory", size: 1 << 20 }));
const OLD: readonly Window[] = [
  { kind: "ports", size: 256 },
  { kind: "memory", size: 4096 },
  { kind: "memory", size: 4096 },
];
const MODERN_CAPABILITIES: readonly Capability[] = ["power-management", "msi", "msi-x", "pci-express"];
const OLD_CAPABILITIES: readonly Capability[] = ["power-management"];

const PLAIN: readonly PlainDriver[] = [
  { name: "3c59x", folder: "3com", sources: ["3c59x.c"], portsFirst: true },
  { name: "typhoon", folder: "3com", sources: ["typhoon.c"], portsFirst: true },
  { name: "starfire", folder: "adaptec" },
  { name: "acenic", folder: "alteon" },
  { name: "ena", folder: "amazon/ena" },
  { name: "amd8111e", folder: "amd", sources: ["amd8111e.c"] },
  { name: "amd-xgbe", folder: "amd/xgbe" },
  { name: "pds_core", folder: "amd/pds_core" },
  { name: "atlantic", folder: "aquantia/atlantic" },
  { name: "alx", folder: "atheros/alx" },
  { name: "atl1", folder: "atheros/atlx", sources: ["atl1.c", "atlx.c"] },
  { name: "atl1c", folder: "atheros/atl1c" },
  { name: "atl1e", folder: "atheros/atl1e" },
  { name: "atl2", folder: "atheros/atlx", sources: ["atl2.c", "atlx.c"] },
  { name: "b44", folder: "broadcom", sources: ["b44.c"] },
  { name: "bnx2", folder: "broadcom", sources: ["bnx2.c"] },
  { name: "tg3", folder: "broadcom", sources: ["tg3.c"] },
  { name: "bnx2x", folder: "broadcom/bnx2x" },
  { name: "bnxt_en", folder: "broadcom/bnxt" },
  { name: "bna", folder: "brocade/bna" },
  { name: "liquidio", folder: "cavium/liquidio", needs: ["liquidio-core"] },
  { name: "cxgb", folder: "chelsio/cxgb" },
  { name: "cxgb3", folder: "chelsio/cxgb3" },
  { name: "cxgb4", folder: "chelsio/cxgb4" },
  { name: "cxgb4vf", folder: "chelsio/cxgb4vf" },
  { name: "enic", folder: "cisco/enic" },
  { name: "dl2k", folder: "dlink", sources: ["dl2k.c"], portsFirst: true },
  { name: "sundance", folder: "dlink", sources: ["sundance.c"], portsFirst: true },
  { name: "be2net", folder: "emulex/benet" },
  { name: "fsl-enetc", folder: "freescale/enetc", needs: ["fsl-enetc-core"] },
  { name: "gve", folder: "google/gve" },
  { name: "hinic", folder: "huawei/hinic" },
  { name: "fm10k", folder: "intel/fm10k" },
  { name: "i40e", folder: "intel/i40e" },
  { name: "ice", folder: "intel/ice" },
  { name: "idpf", folder: "intel/idpf" },
  { name: "igb", folder: "intel/igb" },
  { name: "igbvf", folder: "intel/igbvf" },
  { name: "igc", folder: "intel/igc" },
  { name: "ixgbe", folder: "intel/ixgbe" },
  { name: "ixgbevf", folder: "intel/ixgbevf" },
  { name: "octeon_ep", folder: "marvell/octeon_ep" },
  { name: "octeon_ep_vf", folder: "marvell/octeon_ep_vf" },
  { name: "skge", folder: "marvell", sources: ["skge.c"] },
  { name: "sky2", folder: "marvell", sources: ["sky2.c"] },
  { name: "mlx4_core", folder: "mellanox/mlx4" },
  { name: "mlx5_core", folder: "mellanox/mlx5/core" },
  { name: "fbnic", folder: "meta/fbnic" },
  { name: "ksz884x", folder: "micrel", sources: ["ksz884x.c"] },
  { name: "lan743x", folder: "microchip", sources: ["lan743x_main.c", "lan743x_ethtool.c", "lan743x_ptp.c"] },
  { name: "myri10ge", folder: "myricom/myri10ge" },
  { name: "natsemi", folder: "natsemi", sources: ["natsemi.c"], portsFirst: true },
  { name: "ns83820", folder: "natsemi", sources: ["ns83820.c"], portsFirst: true },
  { name: "s2io", folder: "neterion" },
  { name: "nfp", folder: "netronome/nfp" },
  { name: "forcedeth", folder: "nvidia" },
  { name: "hamachi", folder: "packetengines", sources: ["hamachi.c"] },
  { name: "yellowfin", folder: "packetengines", sources: ["yellowfin.c"], portsFirst: true },
  { name: "ionic", folder: "pensando/ionic" },
  { name: "netxen_nic", folder: "qlogic/netxen" },
  { name: "qed", folder: "qlogic/qed" },
  { name: "qla3xxx", folder: "qlogic", sources: ["qla3xxx.c"], portsFirst: true },
  { name: "qlcnic", folder: "qlogic/qlcnic" },
  { name: "r6040", folder: "rdc", portsFirst: true },
  {
    name: "r8169",
    folder: "realtek",
    sources: ["r8169_main.c", "r8169_firmware.c", "r8169_leds.c", "r8169_phy_config.c"],
    portsFirst: true,
  },
  { name: "rocker", folder: "rocker" },
  { name: "sfc", folder: "sfc" },
  { name: "sc92031", folder: "silan", portsFirst: true },
  { name: "sis190", folder: "sis", sources: ["sis190.c"] },
  { name: "sis900", folder: "sis", sources: ["sis900.c"], portsFirst: true },
  { name: "epic100", folder: "smsc", sources: ["epic100.c"], portsFirst: true },
  { name: "smsc9420", folder: "smsc", sources: ["smsc9420.c"] },
  { name: "cassini", folder: "sun", sources: ["cassini.c"] },
  { name: "niu", folder: "sun", sources: ["niu.c"] },
  { name: "sungem", folder: "sun", sources: ["sungem.c"] },
  { name: "sunhme", folder: "sun", sources: ["sunhme.c"] },
  { name: "dwc-xlgmac", folder: "synopsys" },
  { name: "tehuti", folder: "tehuti", sources: ["tehuti.c"] },
  { name: "tlan", folder: "ti", sources: ["tlan.c"], portsFirst: true },
  { name: "via-rhine", folder: "via", sources: ["via-rhine.c"], portsFirst: true },
  { name: "via-velocity", folder: "via", sources: ["via-velocity.c"], portsFirst: true },
  {
    name: "ngbe",
    folder: "wangxun",
    sources: ["libwx/", "ngbe/"],
    needs: ["libwx/libwx"],
    module: "ngbe/ngbe",
  },
];

export const PLAIN_DRIVERS: readonly UmlDriver[] = PLAIN.map(completePlain);

function completePlain({ name, folder, sources, needs, module, portsFirst }: PlainDriver): UmlDriver {
  return {
    name,
    sources: (sources ?? [""]).map((source) => `${NET}/${folder}/${source}`),
    device: "windows of memory",
    folder: `${NET}/${folder}`,
    modules: [...(needs ?? []), module ?? name],
    windows: portsFirst ? OLD : MODERN,
    ...(portsFirst ? { shared: 1 } : {}),
    capabilities: portsFirst ? OLD_CAPABILITIES : MODERN_CAPABILITIES,
    rules: [],
    works: false,
    lastResort: true,
  };
}
