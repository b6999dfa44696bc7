import { renderExplain } from "@kindred/report";
import { describe, expect, it } from "vitest";
import { FAMILY, HOSTILE, hostileFamily, MEMBER_TEXTS, memberText } from "./sample-documents.ts";

const PLAIN = { colour: false, width: 120 };

describe("renderExplain", () => {
  it("shows members, holes, skeleton, the members side by side and the fold", () => {
    expect(renderExplain(FAMILY, MEMBER_TEXTS, PLAIN)).toMatchInlineSnapshot(`
      "K-3fa9c1d2  type-2 functions, 3 members, 93% alike, 39 lines, in one directory

           member                 function
      [1]  leds/leds-a.c:10-22    a_write
      [2]  leds/leds-b.c:110-122  b_write
      [3]  leds/leds-c.c:20-32    c_write

      hole  kind     [1]    [2]      [3]
      $1    literal  0x10   LED_REG  0x14
      $2    type     a_led  b_led    c_led

      skeleton
      static int a_write(struct led_classdev *cdev, enum led_brightness value)
      {
              struct $2 *led = container_of(cdev, struct $2, cdev);
              int ret;

              mutex_lock(&led->lock);
              ret = regmap_write(led->map, $1, value);
              if (ret)
                      dev_err(led->dev, "cannot set brightness\\n");
              mutex_unlock(&led->lock);

              return ret;
      }

        [1]                                                       │ [2]
      * static int a_write(struct led_classdev *cdev, enum led_b… │ static int b_write(struct led_classdev *cdev, enum led_b…
        {                                                         │ {
      *     struct a_led *led = container_of(cdev, struct a_led,… │     struct b_led *led = container_of(cdev, struct b_led,…
            int ret;                                              │     int ret;
                                                                  │
            mutex_lock(&led->lock);                               │     mutex_lock(&led->lock);
      *     ret = regmap_write(led->map, 0x10, value);            │     ret = regmap_write(led->map, LED_REG, value);
            if (ret)                                              │     if (ret)
                dev_err(led->dev, "cannot set brightness\\n");     │         dev_err(led->dev, "cannot set brightness\\n");
            mutex_unlock(&led->lock);                             │     mutex_unlock(&led->lock);
                                                                  │
            return ret;                                           │     return ret;
        }                                                         │ }

        [3]
      * static int c_write(struct led_classdev *cdev, enum led_brightness value)
        {
      *         struct c_led *led = container_of(cdev, struct c_led, cdev);
                int ret;

                mutex_lock(&led->lock);
      *         ret = regmap_write(led->map, 0x14, value);
                if (ret)
                        dev_err(led->dev, "cannot set brightness\\n");
                mutex_unlock(&led->lock);

                return ret;
        }

      fold  parameterised-function: The members differ only in values: one helper takes each hole as a typed parameter, and
            the members call it. About 22 lines would go; kindred fold writes the patch.
      "
    `);
  });

  it("puts more members side by side where all their lines fit", () => {
    const wide = renderExplain(FAMILY, MEMBER_TEXTS, { colour: false, width: 260 });
    expect(wide).toMatch(/\[1\] +│ \[2\] +│ \[3\]/);
    expect(wide).not.toContain("…");
    const narrow = renderExplain(FAMILY, MEMBER_TEXTS, { colour: false, width: 60 });
    expect(narrow).not.toContain("│");
  });

  it("cuts nothing where there is no terminal", () => {
    const long = MEMBER_TEXTS.map((text) => `${text}/* ${"x".repeat(300)} */\n`);
    const text = renderExplain(FAMILY, long, { colour: false, width: Number.POSITIVE_INFINITY });
    expect(text).not.toContain("…");
    expect(text).toMatch(/\[1\] +│ \[2\]/);
  });

  it("promises no patch where the fold is refused", () => {
    const text = renderExplain(FAMILY, MEMBER_TEXTS, { ...PLAIN, isRefused: true });
    expect(text).toMatch(/About 22 lines could\s+go, but\s+kindred\s+fold\s+makes\s+no\s+patch\s+of\s+it\./);
    expect(text).not.toContain("writes the patch");
  });

  it("tells members whose text is missing and goes on with the others", () => {
    const text = renderExplain(FAMILY, [MEMBER_TEXTS[0]!, "", MEMBER_TEXTS[2]!], PLAIN);
    expect(text).toMatch(/leds-b\.c.*\(text not readable\)/);
    expect(text).toMatch(/\[1\] +│ \[3\]/);
    expect(text).toContain("regmap_write(led->map, $1, value)");
    expect(renderExplain(FAMILY, [], PLAIN)).toContain("fold  parameterised-function");
  });

  it("shows six of many members and counts the others", () => {
    const members = Array.from({ length: 40 }, (_, index) => ({
      ...FAMILY.members[0]!,
      startLine: index + 1,
    }));
    const holes = [{ kind: "literal" as const, values: members.map((_, index) => `${index}`) }];
    const text = renderExplain(
      { ...FAMILY, members, holes },
      members.map((_, index) => memberText("a", `${index}`)),
      PLAIN,
    );
    expect(text).toContain("… values of 34 more members left out");
    expect(text).not.toContain("│ [8]");
    expect(text.match(/mutex_lock/g)!.length).toBe(7);
  });

  it("keeps lines within the width", () => {
    for (const width of [60, 90, 120, 200]) {
      for (const line of renderExplain(FAMILY, MEMBER_TEXTS, { colour: false, width }).split("\n")) {
        expect([...line].length).toBeLessThanOrEqual(width);
      }
    }
  });

  it("writes no control character that stood in the tree", () => {
    for (const hostile of HOSTILE) {
      const text = renderExplain(
        hostileFamily(hostile),
        [`int a;\n${hostile}`, hostile, `${hostile}\r\n`],
        PLAIN,
      );
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }
  });

  it("colours holes and other differences apart, and only when asked to", () => {
    expect(renderExplain(FAMILY, MEMBER_TEXTS, PLAIN)).not.toContain("\u001b");
    const coloured = renderExplain(FAMILY, MEMBER_TEXTS, { ...PLAIN, colour: true });
    expect(coloured).toContain("\u001b[33m0x10\u001b[39m");
    expect(coloured).toContain("\u001b[36ma_write\u001b[39m");
  });
});
