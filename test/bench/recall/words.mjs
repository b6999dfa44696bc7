/** Natural words for fresh names: no digits, no prefix in common, nothing that says what was there before. */
const WORDS =
  "amber anchor apple arrow autumn badge basket beacon birch bishop blanket bottle branch bridge bucket butter cabin candle " +
  "canyon carpet castle cedar chapel cherry cider circle citrus clover cobalt copper coral cotton cradle crystal curtain dagger " +
  "daisy desert dragon eagle ember engine falcon feather fiddle forest fossil garden garlic ginger glacier goblet granite " +
  "hammer harbor hazel helmet hollow honey hunter island ivory jacket jasper jungle kettle kitten ladder lantern lemon lily " +
  "linen lizard magnet maple marble meadow melon mirror monkey mosaic mustard nectar needle nutmeg oasis ocean olive onyx " +
  "orchard otter oyster paddle palace parrot pebble pepper pewter pigeon pillow planet plaza pocket poplar prairie pumpkin " +
  "quartz quiver rabbit raven ribbon river rocket ruby saddle saffron salmon sandal satin shadow silver sparrow spruce squash " +
  "statue sugar summit sunset tailor temple thistle thunder timber topaz tulip tunnel turtle valley velvet violet walnut willow " +
  "window winter yellow zebra zephyr";
const LIST = WORDS.split(" ");

/** Makes fresh names, no two alike, of two words in a letter case. */
export function createNamer(random, style) {
  const used = new Set();
  return () => {
    for (;;) {
      const name = join(random.pick(LIST), random.pick(LIST), style);
      if (used.has(name)) continue;
      used.add(name);
      return name;
    }
  };
}

function join(first, second, style) {
  const capital = (word) => word[0].toUpperCase() + word.slice(1);
  if (style === "camel") return first + capital(second);
  return style === "constant" ? `${first}_${second}`.toUpperCase() : `${first}_${second}`;
}
