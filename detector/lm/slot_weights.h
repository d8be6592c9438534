// The translationese weights of a table's n-grams, in a file of their own.
//
// Idea: a weight belongs to a slot of the n-gram table, and the model beside it
// says which slots there are. So the file needs no keys: it lists the slots that
// have a weight, by number, and means nothing without the very table it was trained
// for. Weights can so be trained, stored and replaced without touching the model,
// at about two bytes each.
//
// Byte layout, little-endian:
//
//    0   8  magic "CQWEIGH\n"
//    8   4  format version (1)
//   12   4  f32 scale: weight = code * scale
//   16   8  Fnv1a of the table's section without weights
//   24   8  number of entries
//   32   4  k of the gaps
//   36   4  k of the codes
//   40   8  Fnv1a of all other bytes
//   48      bits, least significant first: for each entry two Rice codes
//           (bit_stream.h), the slots left out since the entry before and the
//           code, zigzag: 0, -1, 1, -2, ...; a code of 0 only passes its slot over,
//           where a gap is longer than one Rice code takes
#ifndef CALQUE_DETECTOR_LM_SLOT_WEIGHTS_H_
#define CALQUE_DETECTOR_LM_SLOT_WEIGHTS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "calque/result.h"

namespace calque::lm {

struct SlotWeight {
  std::uint64_t slot = 0;  // NgramTable::SlotNumber
  float weight = 0;
};

// `section` is the table without weights, `weights` are ascending by slot, each slot
// once, and finite. They are rounded to a common scale, chosen so that the largest
// magnitude is 127: clip outliers first.
std::string EncodeSlotWeights(std::span<const std::byte> section,
                              std::span<const SlotWeight> weights);

// Puts the weights into the section they were encoded for. Total: damaged bytes and
// weights of another table give an error and leave the section as it was.
Status AddSlotWeights(std::span<const std::byte> encoded, std::string* section);

}  // namespace calque::lm

#endif  // CALQUE_DETECTOR_LM_SLOT_WEIGHTS_H_
