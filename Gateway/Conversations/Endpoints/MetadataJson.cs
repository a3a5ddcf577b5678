using System.Text.Json;
using System.Text.Json.Serialization;

namespace LlmAspire.Gateway.Conversations.Endpoints;

/// <summary>How metadata is written.</summary>
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class MetadataJson : JsonSerializerContext;
