package org.tetrarch.genesis.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.tetrarch.genesis.GenesisFile;

/** A genesis file as people name it: itself, or the folder of its network. */
final class GenesisPath {
  private GenesisPath() {}

  static Path resolve(Path given) {
    return Files.isDirectory(given) ? given.resolve(GenesisFile.NAME) : given;
  }
}
