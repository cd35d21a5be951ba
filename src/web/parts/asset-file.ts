/** A file of ours under an address that changes with its content, so that it may be kept for ever. */
export interface AssetFile {
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
  /** The same, compressed once at start; absent where that makes nothing smaller. */
  readonly zipped?: Buffer;
}
