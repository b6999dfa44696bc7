/** How text for a terminal is laid out. */
export interface TextOptions {
  readonly colour: boolean;
  /** Columns of the terminal; lines are cut to fit. `Infinity` where there is none: nothing is cut. */
  readonly width: number;
}
