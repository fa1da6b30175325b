// What a server that renders pages imports: elements are for browsers, and there the page imports them again.
export {};
