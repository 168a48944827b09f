/** A command's end with a sentence instead of an answer: status 1 "not there", 2 "bad usage or unreadable input". */
export class CommandFailure extends Error {
  constructor(
    readonly status: 1 | 2,
    message: string,
  ) {
    super(message);
  }
}
