/** True for the name of a flag or of a combination: `__GFP_FS`, `GFP_NOFS`. */
export function isFlagName(name: string): boolean {
  return /^(?:__)?GFP_[A-Z0-9_]*[A-Z0-9]$/.test(name);
}
