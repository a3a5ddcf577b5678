using System.Text.Encodings.Web;
using System.Text.Json;

namespace LlmAspire.MockLlm.Dialects;

/// <summary>How JSON is written on every wire: as the providers do, in UTF-8 with nothing escaped that need not be.</summary>
internal static class WireJson
{
    /// <summary>The writer's settings.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
