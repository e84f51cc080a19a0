// Pages are told apart by their path; links between them do not load the document anew.

import { useEffect, useState } from "preact/hooks";

export interface Location {
  path: string;
  query: URLSearchParams;
}

const here = (): Location => ({
  path: window.location.pathname.replace(/\/+$/, "") || "/",
  query: new URLSearchParams(window.location.search),
});

const listeners = new Set<() => void>();

let arriving = false;

/** Whether somebody has just come here by a link and nothing has taken the focus yet; asks once. */
export function takeArrival(): boolean {
  const arrived = arriving;
  arriving = false;
  return arrived;
}

export function navigate(to: string): void {
  history.pushState(null, "", to);
  arriving = true;
  listeners.forEach((listener) => listener());
  window.scrollTo(0, 0);
}

export function useLocation(): Location {
  const [location, setLocation] = useState(here);
  useEffect(() => {
    const moved = () => setLocation(here());
    const wentBack = () => {
      arriving = true;
      moved();
    };
    listeners.add(moved);
    window.addEventListener("popstate", wentBack);
    return () => {
      listeners.delete(moved);
      window.removeEventListener("popstate", wentBack);
    };
  }, []);
  return location;
}

/** Lets plain links to pages of ours move without loading; all others stay as they are. */
export function followLinks(event: MouseEvent): void {
  const link = (event.target as Element).closest?.("a");
  if (
    !link ||
    event.defaultPrevented ||
    event.button !== 0 ||
    event.metaKey || event.ctrlKey || event.shiftKey || event.altKey ||
    link.target !== "" ||
    link.hasAttribute("download") ||
    link.origin !== window.location.origin ||
    link.pathname.startsWith("/api/v1") || link.pathname === "/metrics" ||
    (link.hash !== "" && link.pathname === window.location.pathname)
  ) {
    return;
  }
  event.preventDefault();
  navigate(link.pathname + link.search);
}
