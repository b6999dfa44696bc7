/** Reads little-endian numbers one after the other. Behind the end there are only zeroes, so a damaged length ends nothing badly. */
export class ByteCursor {
  at = 0;
  private readonly view: DataView;

  constructor(data: Uint8Array) {
    this.view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  left(): number {
    return Math.max(0, this.view.byteLength - this.at);
  }

  u8(): number {
    return this.left() === 0 ? 0 : this.view.getUint8(this.at++);
  }

  u16(): number {
    return this.u8() | (this.u8() << 8);
  }

  u32(): number {
    return (this.u16() | (this.u16() << 16)) >>> 0;
  }

  /** An LEB128 number (DWARF 4, section 7.6), as `DW_FORM_udata` and `DW_FORM_sdata` have them. */
  leb(kind: "unsigned" | "signed"): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if ((byte & 0x80) === 0 || this.left() === 0)
        return kind === "signed" && (byte & 0x40) !== 0 ? value - scale : value;
    }
  }

  /** Bytes up to the next zero. */
  text(): string {
    let text = "";
    for (let byte = this.u8(); byte !== 0; byte = this.u8()) text += String.fromCharCode(byte);
    return text;
  }
}
