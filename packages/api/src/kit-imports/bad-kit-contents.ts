/** A zip or a repository that cannot become a kit; the message is for whoever publishes it. */
export class BadKitContents extends Error {
  override readonly name = 'BadKitContents';
}
