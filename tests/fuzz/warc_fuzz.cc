// Any bytes as a WARC file: it ends, records come in the order of their places, a
// text is valid UTF-8 unless it came as plain text, and whole records behind the
// bytes are found whatever the bytes are.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "detector/documents/byte_stream.h"
#include "detector/documents/warc_reader.h"

namespace {

void Require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using calque::documents::ByteStream;
  const std::string input(reinterpret_cast<const char*>(data), size);
  const std::string last =
      "\r\n\r\nWARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 5\r\n\r\nlast.\r\n\r\n";
  calque::documents::ReadLimits limits;
  limits.max_record = 1 << 20;
  const bool packed = input.starts_with("\x1F\x8B") || input.starts_with("\x28\xB5\x2F\xFD");
  auto stream = ByteStream::Decompress(ByteStream::FromMemory(input + (packed ? "" : last), "fuzz"),
                                       limits.stream);
  if (!stream.ok()) return 0;
  calque::documents::WarcReader reader(*std::move(stream), limits);
  calque::documents::Document document;
  std::uint64_t records = 0;
  std::uint64_t offset = 0;
  std::string text;
  while (reader.Next(&document)) {
    Require(document.record >= records);
    Require(document.offset >= offset);
    Require(!document.id.empty());
    Require(!document.error || document.text.empty());
    records = document.record + 1;
    offset = document.offset;
    text = document.text;
  }
  Require(reader.skipped() <= size);
  // A length that takes in the last record, and ends with it, is right.
  const bool swallowed = text.find("last.") != std::string::npos || reader.skipped() > 0;
  Require(packed || text == "last." || swallowed || document.error);
  return 0;
}
