// Package calque reads English text and says whether a machine rewrote it. It is a thin layer on
// libcalque_c: a Detector is opened once and shared by all goroutines, what Analyze returns is plain
// Go data. Built with cgo; pkg-config must know calque_c (PKG_CONFIG_PATH when it is not installed
// in a usual place).
package calque

/*
#cgo pkg-config: calque_c
#include <calque/calque.h>
#include <stdlib.h>
*/
import "C"

import (
	"errors"
	"runtime"
	"unsafe"
)

// Verdict is what Calque makes of a text.
type Verdict int

// The verdicts.
const (
	Clean Verdict = iota
	Suspect
	Artifact
	Insufficient // too short to say
)

func (v Verdict) String() string {
	return [...]string{"clean", "suspect", "artifact", "insufficient"}[v]
}

// Hit is one artifact; text[Begin:End] are the words that give the rewrite away.
type Hit struct {
	Begin, End int
	Original   string // what stood there before; empty when Calque cannot say
	Entry      string
	Gain       float64
}

// Report is what Calque says about one text.
type Report struct {
	Verdict     Verdict
	Probability float64
	Words       int
	Hits        []Hit
}

// Detector may be used by many goroutines at a time.
type Detector struct {
	handle *C.calque_detector
}

func toError(failed *C.calque_error) error {
	if failed == nil {
		return nil
	}
	defer C.calque_error_free(failed)
	return errors.New(C.GoString(C.calque_error_message(failed)))
}

// Open opens a pack file, or the built-in English pack when path is empty.
func Open(path string) (*Detector, error) {
	options := C.calque_open_options{struct_size: C.sizeof_calque_open_options}
	if path != "" {
		options.pack_path = C.CString(path)
		defer C.free(unsafe.Pointer(options.pack_path))
	}
	detector := &Detector{}
	if err := toError(C.calque_detector_open(&options, &detector.handle)); err != nil {
		return nil, err
	}
	runtime.SetFinalizer(detector, func(d *Detector) { C.calque_detector_free(d.handle) })
	return detector, nil
}

// Analyze reads any bytes. The text is not copied.
func (d *Detector) Analyze(text []byte) (Report, error) {
	var start *C.char
	if len(text) > 0 {
		start = (*C.char)(unsafe.Pointer(&text[0]))
	}
	var report *C.calque_report
	err := toError(C.calque_analyze(d.handle, start, C.size_t(len(text)), nil, &report))
	runtime.KeepAlive(d)
	if err != nil {
		return Report{}, err
	}
	defer C.calque_report_free(report)
	summary := C.calque_summary{struct_size: C.sizeof_calque_summary}
	C.calque_report_summary(report, &summary)
	result := Report{
		Verdict:     Verdict(summary.verdict),
		Probability: float64(summary.probability),
		Words:       int(summary.words),
	}
	for i := C.size_t(0); i < C.size_t(summary.hits); i++ {
		hit := C.calque_hit{struct_size: C.sizeof_calque_hit}
		C.calque_report_hit(report, i, &hit)
		result.Hits = append(result.Hits, Hit{
			Begin:    int(hit.begin),
			End:      int(hit.end),
			Original: C.GoString(C.calque_report_original(report, i, 0)),
			Entry:    C.GoString(hit.entry),
			Gain:     float64(hit.gain),
		})
	}
	return result, nil
}
