/** Something of ours broke: the fold says nothing about the submission and may be tried again. */
export class PlatformFault extends Error {
  override readonly name = 'PlatformFault';
}
