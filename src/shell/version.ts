// Which version this is, as package.json has it: what is said of itself, and what new workflows name.
export const version = '0.1.0'
