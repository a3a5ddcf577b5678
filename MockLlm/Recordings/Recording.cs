namespace LlmAspire.MockLlm.Recordings;

/// <summary>One recorded answer.</summary>
/// <param name="Name">What it is asked for by: dialect, slash, file name.</param>
/// <param name="File">The file that holds the body; read when it is served.</param>
/// <param name="Status">The status that was recorded.</param>
/// <param name="ContentType">The body's type.</param>
/// <param name="Headers">The other headers that were recorded.</param>
internal sealed record Recording(
    string Name, string File, int Status, string ContentType, IReadOnlyList<KeyValuePair<string, string>> Headers);
