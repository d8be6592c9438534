// The compact form of an n-gram table's section, for storage in a repository:
// lossless, deterministic, about 40 % smaller than the mapped form.
//
// Idea: the order of the slots in a line carries no information, so the
// fingerprints of a line are kept as an ascending set: Rice-coded gaps, with
// the parameter chosen from what is left of the range, cost about 13.7 bits
// where the fingerprint has 16. All else goes column by column through zstd.
//
// Byte layout, little-endian:
//
//    0   8  magic "CQNGRMZ\n"
//    8   4  format version (2)
//   12   4  reserved, zero
//   16   8  number of lines L, at most n + 64
//   24   8  number of used slots n
//   32  48  u64 sizes of the six blocks
//   80   8  Fnv1a of all other bytes
//   88      blocks, in this order:
//             header        zstd: the section's header as it is
//             lines         zstd: used slots (a byte a line), then the four bytes
//                           of the links as four planes
//             fingerprints  bits, least significant first: for each slot the gap
//                           to the one before: quotient in ones, a zero, k bits
//             probability   zstd: a byte a slot
//             backoff       zstd: a byte a slot
//             weight        zstd: a byte a slot
#ifndef CALQUE_DETECTOR_LM_TABLE_CODEC_H_
#define CALQUE_DETECTOR_LM_TABLE_CODEC_H_

#include <cstddef>
#include <span>
#include <string>

#include "calque/result.h"
#include "detector/storage/pack.h"

namespace calque::lm {

// Requires a section that TableBuilder wrote (or DecodeTable gave back), at an
// address that is a multiple of 8. The same section and the same libzstd give
// the same bytes.
std::string EncodeTable(std::span<const std::byte> section);

// The section, byte for byte. Total: damaged bytes give an error, and memory
// stays within a fixed multiple of the input's size.
Result<std::string> DecodeTable(std::span<const std::byte> compact);

// Decodes a file into pages of its own, aligned as NgramModel::Open needs them. Errors name
// the file.
Result<storage::MappedFile> LoadTable(const std::string& path);

}  // namespace calque::lm

#endif  // CALQUE_DETECTOR_LM_TABLE_CODEC_H_
