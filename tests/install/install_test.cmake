# Installs the build into a scratch folder, builds the consumer against it, runs it. As a test:
#
#   add_test(NAME install COMMAND ${CMAKE_COMMAND}
#     -DCALQUE_BUILD_DIR=${PROJECT_BINARY_DIR} -DCALQUE_CONSUMER_DIR=${PROJECT_SOURCE_DIR}/tests/install
#     -DCALQUE_GENERATOR=${CMAKE_GENERATOR} -DCALQUE_COMPILER=${CMAKE_CXX_COMPILER}
#     -P ${PROJECT_SOURCE_DIR}/tests/install/install_test.cmake)
#
# It needs the whole build to be there, and runs on release builds only: a sanitizer would have to be
# passed on to the consumer.
cmake_minimum_required(VERSION 3.25)

set(scratch ${CALQUE_BUILD_DIR}/install-test)
set(prefix ${scratch}/prefix)
file(REMOVE_RECURSE ${scratch})
execute_process(
  COMMAND ${CMAKE_COMMAND} --install ${CALQUE_BUILD_DIR} --prefix ${prefix}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(GLOB_RECURSE calque_pc ${prefix}/*/calque.pc)
cmake_path(GET calque_pc PARENT_PATH pkgconfig)
cmake_path(GET pkgconfig PARENT_PATH library)
set(ENV{PKG_CONFIG_PATH} ${pkgconfig})
set(ENV{LD_LIBRARY_PATH} ${library})

# The C++ example of the README, in a main that gives it an article.
cmake_path(GET CALQUE_CONSUMER_DIR PARENT_PATH tests)
file(READ ${tests}/../README.md readme)
if(NOT readme MATCHES "```cpp\n(#include[^\n]*\n)\n([^`]*)```")
  message(FATAL_ERROR "README.md has no C++ example")
endif()
file(WRITE ${scratch}/readme.cc "${CMAKE_MATCH_1}#include <fstream>
#include <iostream>
#include <iterator>
int Fail(const std::string& message) { return std::cerr << message, 1; }
int main(int, char** argv) {
  std::ifstream file(argv[1]);
  const std::string article(std::istreambuf_iterator<char>(file), {});
${CMAKE_MATCH_2}}
")

# Configures and builds the consumer; `ok` becomes whether that worked.
function(build_consumer folder ok)
  execute_process(
    COMMAND ${CMAKE_COMMAND} -G ${CALQUE_GENERATOR} -S ${CALQUE_CONSUMER_DIR} -B ${scratch}/${folder}
      -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${CALQUE_COMPILER}
      -DCMAKE_BUILD_TYPE=Release -DCONSUMER_README=${scratch}/readme.cc ${ARGN}
    RESULT_VARIABLE configured OUTPUT_QUIET ERROR_VARIABLE errors)
  set(built 1)
  if(configured EQUAL 0)
    execute_process(COMMAND ${CMAKE_COMMAND} --build ${scratch}/${folder} RESULT_VARIABLE built)
  endif()
  set(errors "${errors}" PARENT_SCOPE)
  if(configured EQUAL 0 AND built EQUAL 0)
    set(${ok} TRUE PARENT_SCOPE)
  else()
    set(${ok} FALSE PARENT_SCOPE)
  endif()
endfunction()

# Through both ways of finding it, C++ and C.
foreach(way find_package pkg_config)
  build_consumer(${way} ok -DCONSUMER_FINDS_BY=${way})
  if(NOT ok)
    message(FATAL_ERROR "The consumer does not build by ${way}: ${errors}")
  endif()
  foreach(consumer consumer consumer_c)
    execute_process(COMMAND ${scratch}/${way}/${consumer} COMMAND_ERROR_IS_FATAL ANY)
  endforeach()
endforeach()
execute_process(COMMAND ${scratch}/find_package/consumer_readme ${tests}/../corpora/samples/light-sport.txt
  OUTPUT_VARIABLE printed COMMAND_ERROR_IS_FATAL ANY)
if(NOT printed MATCHES "misplaced <- lost\n.*said his team had lost")
  message(FATAL_ERROR "The example of the README printed: ${printed}")
endif()
execute_process(COMMAND ${prefix}/bin/calque version COMMAND_ERROR_IS_FATAL ANY)

# A program that wants the next major version must not get this one.
build_consumer(next_major ok -DCONSUMER_FINDS_BY=find_package -DCONSUMER_WANTS=1.0)
if(ok OR NOT errors MATCHES "compatible[ \n]+with requested version")
  message(FATAL_ERROR "Version 1.0 was asked for and 0.x taken: ${errors}")
endif()

# Nothing but the public headers may be installed.
file(GLOB_RECURSE headers RELATIVE ${prefix} ${prefix}/include/*)
foreach(header IN LISTS headers)
  if(NOT header MATCHES "^include/calque/[a-z_]+\\.h$")
    message(FATAL_ERROR "A header that is not public was installed: ${header}")
  endif()
endforeach()
