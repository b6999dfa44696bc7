/**
 * A sequence that can be aligned: tokens or statements. For each unit its weight and two keys; units of equal `blind`
 * key may stand for one another, those of equal `spelled` key are the same.
 */
export interface Units {
  readonly spelled: Int32Array;
  readonly blind: Int32Array;
  readonly weight: Int32Array;
}
