// Embeds the pack file CALQUE_PACK_FILE, so that opening it costs nothing.
    .section .rodata.calque_pack, "a", @progbits
    .balign 4096
    .global calque_default_pack_begin
    .hidden calque_default_pack_begin
    .type calque_default_pack_begin, @object
calque_default_pack_begin:
    .incbin CALQUE_PACK_FILE
    .global calque_default_pack_end
    .hidden calque_default_pack_end
    .type calque_default_pack_end, @object
calque_default_pack_end:
    .byte 0
    .section .note.GNU-stack, "", @progbits
