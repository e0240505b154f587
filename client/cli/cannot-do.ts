/** Something the person has to change before the command can be done. Its message says what. */
export class CannotDo extends Error {}
