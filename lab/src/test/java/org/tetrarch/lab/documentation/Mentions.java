package org.tetrarch.lab.documentation;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a Markdown text names. */
final class Mentions {
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern CLASS = Pattern.compile("[A-Z]\\w*[a-z]\\w*(\\.\\w+)*");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");

  private static final Pattern RPC = Pattern.compile("(eth|net|web3|txpool|rpc|pbft)_\\w+");
  private static final Pattern PATH =
      Pattern.compile("`(?:GET|PUT|POST|DELETE) (/api/v1/[a-z][^`?]*)[^`]*`");

  private Mentions() {}

  /** Set as code and shaped like a class, or like a member of one after a dot. */
  static List<String> classes(String text) {
    return groups(CODE, text).stream().filter(code -> CLASS.matcher(code).matches()).toList();
  }

  /** Targets of links within the repository, without their anchors. */
  static List<String> links(String text) {
    return groups(LINK, text).stream().filter(link -> !link.contains("://")).toList();
  }

  static List<String> rpcMethods(String text) {
    return groups(CODE, text).stream()
        .filter(code -> RPC.matcher(code).matches() && !code.equals("eth_subscribe"))
        .toList();
  }

  /** REST paths after their verb, without their query. */
  static List<String> paths(String text) {
    return groups(PATH, text);
  }

  private static List<String> groups(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
