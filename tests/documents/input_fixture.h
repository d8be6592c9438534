// Inputs that the tests make for themselves: compressed bytes and what streams
// deliver of them.
#ifndef CALQUE_TESTS_DOCUMENTS_INPUT_FIXTURE_H_
#define CALQUE_TESTS_DOCUMENTS_INPUT_FIXTURE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detector/documents/byte_stream.h"
#include "detector/documents/document.h"
#include "detector/documents/document_reader.h"
#include "tests/fresh_directory.h"

namespace calque::documents {

// Window bits as zlib wants them: 15 zlib, -15 bare, 31 gzip.
std::string Deflate(std::string_view bytes, int window);
// One gzip member, one zstd frame (with checksum), one skippable zstd frame.
std::string Gzip(std::string_view bytes);
std::string Zstd(std::string_view bytes);
std::string ZstdWithDictionary(std::string_view bytes, std::string_view dictionary);
std::string SkippableFrame(std::string_view bytes);

// Bytes that do not compress, the same on every run.
std::string Noise(std::size_t size, std::uint64_t seed);
// The same of small letters, which compress by half.
std::string Letters(std::size_t size, std::uint64_t seed);

// What a stream delivers, and how it ends.
struct Drained {
  std::string bytes;
  std::optional<Error> error;
};
Drained Drain(ByteStream* stream, std::size_t read_size);
Drained DrainBytes(std::string bytes, std::size_t read_size, const StreamLimits& limits = {});

// All documents of a reader, or of JSON Lines held in memory.
std::vector<Document> All(DocumentReader* reader);
std::vector<Document> ReadJsonl(std::string bytes, const JsonKeys& keys = {});

}  // namespace calque::documents

#endif  // CALQUE_TESTS_DOCUMENTS_INPUT_FIXTURE_H_
