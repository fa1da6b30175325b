// What a server that renders pages imports: there is nothing to put a frame into.
export const slotwright = () => {};
export default slotwright;
