/** Where backups are kept: a private container, or a folder. */
export interface BackupPlace {
  /** For people: what to look at when something is wrong with it. */
  readonly where: string;
  /** Whole or not at all: what ends half-way leaves nothing that `list` shows. @throws AlreadyThere, never writes over */
  write(file: string, chunks: AsyncIterable<Buffer>): Promise<void>;
  /** @throws NotThere */
  read(file: string): Promise<AsyncIterable<Buffer>>;
  /** Names that begin so, in order. */
  list(prefix: string): Promise<string[]>;
  /** Of one that is not there too. @throws StillKept where the place itself forbids it for now */
  remove(file: string): Promise<void>;
}

export class NotThere extends Error {
  override name = 'NotThere';
}
export class AlreadyThere extends Error {
  override name = 'AlreadyThere';
}
/** An immutability policy or a legal hold. */
export class StillKept extends Error {
  override name = 'StillKept';
}
