using System.Text.Json.Serialization;

namespace LlmAspire.Gateway.Providers;

/// <summary>How the list of models is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Listing))]
internal sealed partial class ListingJson : JsonSerializerContext;
