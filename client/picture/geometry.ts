export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Left upper corner and size, in pixels of the picture at its own scale. */
export interface Rectangle extends Size {
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}
