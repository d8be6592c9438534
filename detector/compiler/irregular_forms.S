// Embeds dictionaries/en/irregular.txt, so that a user's dictionary can be inflected
// where the sources are not at hand.
    .section .rodata.calque_irregular_forms, "a", @progbits
    .global calque_irregular_forms_begin
    .hidden calque_irregular_forms_begin
    .type calque_irregular_forms_begin, @object
calque_irregular_forms_begin:
    .incbin CALQUE_IRREGULAR_FORMS
    .global calque_irregular_forms_end
    .hidden calque_irregular_forms_end
    .type calque_irregular_forms_end, @object
calque_irregular_forms_end:
    .byte 0
    .section .note.GNU-stack, "", @progbits
