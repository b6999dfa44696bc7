/** Written for the tests: a small watchdog driver's function, long enough to count, with room for edits. */
export const START = `static int alpha_wdt_start(struct watchdog_device *wdd)
{
	struct alpha_wdt *priv = watchdog_get_drvdata(wdd);
	unsigned long flags;
	u32 value;
	int tries;

	spin_lock_irqsave(&priv->lock, flags);
	value = readl(priv->base + ALPHA_CTRL);
	value &= ~ALPHA_CTRL_STOP;
	value |= ALPHA_CTRL_RUN | ALPHA_CTRL_RESET;
	writel(value, priv->base + ALPHA_CTRL);
	for (tries = 0; tries < 20; tries++) {
		if (readl(priv->base + ALPHA_STATUS) & ALPHA_RUNNING)
			break;
		udelay(10);
	}
	spin_unlock_irqrestore(&priv->lock, flags);
	if (tries == 20) {
		dev_err(priv->dev, "timer does not start\\n");
		return -ETIMEDOUT;
	}
	return 0;
}
`;

/** Nothing like {@link START}. */
export const PARSE = `static ssize_t beta_level_store(struct device *dev, struct device_attribute *attr, const char *buf, size_t count)
{
	struct beta_chip *chip = dev_get_drvdata(dev);
	unsigned int level;
	int err = kstrtouint(buf, 0, &level);

	if (err)
		return err;
	if (level > chip->info->max_level)
		return -EINVAL;
	mutex_lock(&chip->update);
	chip->level = level;
	err = regmap_field_write(chip->level_field, chip->info->codes[level]);
	mutex_unlock(&chip->update);
	return err ? err : count;
}
`;

/** Replaces each name given, everywhere it stands as a word. */
export function renamed(text: string, names: Readonly<Record<string, string>>): string {
  return Object.entries(names).reduce(
    (all, [from, to]) => all.replaceAll(new RegExp(`\\b${from}\\b`, "g"), to),
    text,
  );
}
