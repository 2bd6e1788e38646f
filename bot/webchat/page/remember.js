// What this browser remembers between visits. Private windows may refuse; then it just forgets.

/** What was kept under a name; `visit` looks at this tab only. */
export function kept(name, { visit = false } = {}) {
  try {
    return (visit ? sessionStorage : localStorage).getItem(`ansinh.${name}`);
  } catch {
    return null;
  }
}

/** Keep a text under a name; null forgets it. */
export function keep(name, value, { visit = false } = {}) {
  try {
    const store = visit ? sessionStorage : localStorage;
    if (value === null) store.removeItem(`ansinh.${name}`);
    else store.setItem(`ansinh.${name}`, value);
  } catch {
    // Nothing depends on it.
  }
}
