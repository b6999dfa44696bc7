import { expect, test } from "vitest";
import { comparePlaces, helperFolders, mayCall } from "../../src/reuse/helper-places.ts";

test.each([
  ["lib/crc8.c", "drivers/net/a.c", true],
  ["lib/crc8.c", undefined, true],
  ["include/linux/math.h", "drivers/net/a.c", true],
  ["drivers/base/regmap/regmap.c", "drivers/net/a.c", true],
  ["net/core/skbuff.c", "drivers/net/ethernet/acme/a.c", true],
  ["net/core/skbuff.c", "drivers/leds/a.c", false],
  ["net/core/skbuff.c", undefined, false],
  ["drivers/leds/led-core.c", "drivers/leds/a.c", true],
  ["drivers/leds/led-core.c", "drivers/leds/rgb/a.c", true],
  ["drivers/leds/led-core.c", "drivers/net/a.c", false],
  ["drivers/media/v4l2-core/v4l2-dv-timings.c", "drivers/media/pci/acme/a.c", true],
  ["drivers/usb/core/hub.c", "drivers/usb/host/a.c", true],
  ["drivers/net/ethernet/acme/a.c", "drivers/net/ethernet/bolt/b.c", false],
  ["drivers/net/wireless/ath/main.c", "drivers/net/wireless/ath/ath9k/a.c", true],
  ["sound/core/pcm_lib.c", "sound/pci/a.c", true],
])("%s may be called by %s: %s", (helper, file, may) => {
  expect(mayCall(helper, file)).toBe(may);
});

test("headers come first, then lib/, then what is nearest to the top", () => {
  const places = [
    "drivers/net/phy/a.c",
    "drivers/net/b.c",
    "drivers/base/c.c",
    "lib/z.c",
    "include/linux/z.h",
  ];
  expect([...places].sort(comparePlaces)).toEqual([...places].reverse());
});

test("looks around the scanned folder up to its class, and into the class's subsystem", () => {
  const flat = helperFolders(["net"], "drivers/net/ethernet/acme/").filter(({ isFlat }) => isFlat);
  expect(flat.map(({ folder }) => folder)).toEqual([
    "drivers/net/ethernet/acme",
    "drivers/net/ethernet",
    "drivers/net",
  ]);
  const folders = helperFolders(["net"], undefined).map(({ folder }) => folder);
  expect(folders).toEqual(expect.arrayContaining(["include", "lib", "drivers/base", "net/core"]));
});
