import { KindredError } from "@kindred/c-source";

/** The forms in which a library can be published. */
export const PUBLISH_FORMS = ["in-tree", "tarball", "dkms"] as const;
export type PublishForm = (typeof PUBLISH_FORMS)[number];

/**
 * A form by its name.
 *
 * @throws KindredError `E_USAGE` for any other.
 */
export function getPublishForm(name: string): PublishForm {
  const form = PUBLISH_FORMS.find((known) => known === name);
  if (form) return form;
  throw new KindredError(
    "E_USAGE",
    `A library cannot be published as ${JSON.stringify(name)}.`,
    `The forms are ${PUBLISH_FORMS.join(", ")}.`,
  );
}
