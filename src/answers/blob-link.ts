/** A commit whose files the hosting service shows. */
export interface BlobSource {
  /** `https://github.com/owner/name`. */
  readonly repository: string
  readonly commit: string
  /** Folder of the project in the repository; '' at its root. */
  readonly folder: string
}

/** The URL of a line; every part of it is encoded. */
export function blobLink(
  { repository, commit, folder }: BlobSource,
  place: { readonly file: string; readonly line: number | null },
): string {
  const path = folder === '' ? place.file : `${folder}/${place.file}`
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  return `${repository}/blob/${encodeURIComponent(commit)}/${encoded}${place.line === null ? '' : `#L${place.line}`}`
}
