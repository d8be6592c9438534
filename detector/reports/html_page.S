// Embeds the parts of the HTML report; the files of the script follow one another as one.
    .macro begin part
    .global calque_page_\part\()_begin
    .hidden calque_page_\part\()_begin
    .type calque_page_\part\()_begin, @object
calque_page_\part\()_begin:
    .endm
    .macro end part
    .global calque_page_\part\()_end
    .hidden calque_page_\part\()_end
    .type calque_page_\part\()_end, @object
calque_page_\part\()_end:
    .byte 0
    .endm

    .section .rodata.calque_page, "a", @progbits
    begin shell
    .incbin "page.html"
    end shell
    begin style
    .incbin "page.css"
    end style
    begin script
    .incbin "documents.js"
    .incbin "plots.js"
    .incbin "list.js"
    .incbin "article.js"
    .incbin "main.js"
    end script
    .section .note.GNU-stack, "", @progbits
