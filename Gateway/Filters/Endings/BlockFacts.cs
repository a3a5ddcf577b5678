using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Filters.Endings;

/// <summary>What an ending tells of an answer that it has not seen itself. Nothing of it is content.</summary>
/// <param name="Id">The provider's id of the answer, or one of the gateway's.</param>
/// <param name="Model">The model.</param>
/// <param name="Created">When the call came, in Unix seconds.</param>
/// <param name="Usage">The tokens, as far as the provider has told them.</param>
internal sealed record BlockFacts(string Id, string Model, long Created, TokenUsage? Usage);
