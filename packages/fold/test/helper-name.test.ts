import { expect, test } from "vitest";
import { subjectPrefix } from "../src/message/subject-prefix.ts";
import { driverName, suggestNames } from "../src/naming/helper-name.ts";

test.each<[string, string[], string, string]>([
  ["shared words in order", ["foo_get_temp1_max", "foo_get_temp2_max"], "foo", "foo_get_temp_max"],
  ["a common end alone gets the driver's name", ["red_store", "green_store"], "blinkm", "blinkm_store"],
  ["no verb, so a word is added", ["qed_vf_pf_stop", "qed_vf_pf_clean"], "qed_vf", "qed_vf_pf_common"],
  [
    "a verb that says too little gets a word",
    ["acme_flash_set", "acme_torch_set"],
    "acme",
    "acme_set_common",
  ],
  ["a preposition is not an end", ["ice_map_for_sfp", "ice_map_for_qsfp"], "ice", "ice_map"],
  ["opposites have a word for both", ["foo_wdt_start", "foo_wdt_stop"], "foo_wdt", "foo_wdt_set_state"],
  ["also when the driver's name is short", ["foo_wdt_stop", "foo_wdt_start"], "foo", "foo_wdt_set_state"],
  ["opposites in the middle", ["foo_set_bits", "foo_clear_bits"], "foo", "foo_bits_update"],
  ["opposites with a verb beside them", ["foo_rx_reset", "foo_tx_reset"], "bar", "foo_reset"],
  [
    "a first word that differs in its number is shared",
    ["yas530_dump_all", "yas537_dump_all"],
    "yamaha_yas530",
    "yas_dump_all",
  ],
  ["drivers that call it the same", ["DIV_TO_REG", "DIV_TO_REG"], "hwmon", "hwmon_div_to_reg"],
  ["two other verbs are joined", ["foo_wdt_ping", "foo_wdt_kick"], "foo_wdt", "foo_wdt_ping_kick"],
  ["nothing in common", ["alpha", "beta"], "foo", "foo_alpha_common"],
])("%s", (_, members, driver, expected) => {
  expect(suggestNames(members, driver)[0]).toBe(expected);
});

test("members that do the same are no opposites", () => {
  expect(suggestNames(["foo_wdt_open", "foo_wdt_close"], "foo_wdt", true)[0]).toBe("foo_wdt_open_close");
});

test("the second name is for when the first is taken", () => {
  const members = ["foo_get_temp1_max", "foo_get_temp2_max"];
  expect(suggestNames(members, "foo")[1]).toBe("foo_get_temp_max_common");
});

test("drivers of one kind are told by what their names share before a number", () => {
  expect(suggestNames(["il3945_rxq_stop", "il4965_rxq_stop"], "iwlegacy")[0]).toBe("il_rxq_stop");
  expect(suggestNames(["ad_rxq_stop", "lm_rxq_stop"], "hwmon")[0]).toBe("hwmon_rxq_stop");
});

test("drivers are named by their file, less their folders' names", () => {
  expect(driverName("drivers/leds/leds-lm3642.c")).toBe("lm3642");
  expect(driverName("drivers/leds/blink/leds-bcm63138.c")).toBe("bcm63138");
  expect(driverName("drivers/watchdog/sp5100_tco.c")).toBe("sp5100_tco");
});

test.each([
  [["drivers/leds/leds-lm3642.c"], "leds: lm3642: "],
  [["drivers/watchdog/acme_wdt.c"], "watchdog: acme_wdt: "],
  [["drivers/hwmon/lm90.c"], "hwmon: (lm90) "],
  [["drivers/net/ethernet/sfc/ef10.c"], "sfc: "],
  [["drivers/net/ethernet/intel/ice/ice_main.c"], "ice: "],
  [["drivers/net/ethernet/qlogic/qla3xxx.c"], "net: qla3xxx: "],
  [["drivers/iio/adc/ad7124.c"], "iio: adc: ad7124: "],
  [["drivers/irqchip/irq-gic.c"], "irqchip/gic: "],
  [["drivers/pci/controller/dwc/pcie-uniphier-ep.c"], "PCI: uniphier-ep: "],
  [["drivers/scsi/qla2xxx/qla_iocb.c"], "scsi: qla2xxx: "],
  [["drivers/scsi/sd.c"], "scsi: sd: "],
  [["drivers/gpu/drm/i915/display/intel_dp.c"], "drm/i915: "],
  [["drivers/char/ipmi/ipmi_msghandler.c"], "ipmi: "],
  [["drivers/net/heron-hw.c", "drivers/net/heron-main.c"], "net: heron: "],
  [["drivers/hwmon/lm90.c", "drivers/hwmon/adt7411.c"], "hwmon: "],
  [["drivers/iio/health/afe4403.c", "drivers/iio/health/max30100.c"], "iio: health: "],
])("%j: patches begin with %s", (files, prefix) => {
  expect(subjectPrefix(files)).toBe(prefix);
});
