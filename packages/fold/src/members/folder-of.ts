/** The folder that a file lies in. */
export function folderOf({ path }: { readonly path: string }): string {
  return path.slice(0, path.lastIndexOf("/"));
}
