/** A `name ( ... )` group of a declaration: three tokens. */
export interface Group {
  readonly name: number;
  readonly open: number;
  readonly close: number;
  /** A type stands in front of it. */
  readonly typed: boolean;
}

/** An external declaration as far as it has been read. */
export interface ExternalDeclaration {
  /** Its first token. */
  readonly start: number;
  readonly groups: Group[];
  /** `DefFlag`s of the function that it may be. */
  flags: number;
  /** A type has been seen. */
  typed: boolean;
  /** Type node of the struct or union that it names; 0 where there is none. */
  aggregate: number;
}
