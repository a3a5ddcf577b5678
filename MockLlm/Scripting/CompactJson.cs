using System.Text.Json;
using LlmAspire.MockLlm.Dialects;

namespace LlmAspire.MockLlm.Scripting;

/// <summary>How JSON that a script gives is written again: without white space, characters as they are.</summary>
internal static class CompactJson
{
    /// <summary>The settings.</summary>
    public static readonly JsonSerializerOptions Options = new() { Encoder = WireEncoder.Instance };
}
