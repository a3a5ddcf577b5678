using LlmAspire.MockLlm.Answers;
using LlmAspire.MockLlm.Exchanges;
using LlmAspire.MockLlm.Faults;
using LlmAspire.MockLlm.Scripting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LlmAspire.MockLlm;

/// <summary>Registers the mock's parts.</summary>
internal static class MockLlmExtensions
{
    /// <summary>Adds settings, scripts, faults and the engine.</summary>
    /// <param name="services">The service's registrations.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddMockLlm(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<MockLlmOptions>().BindConfiguration(MockLlmOptions.SectionName);
        services.AddSingleton<IValidateOptions<MockLlmOptions>, MockLlmOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton<ModelCatalog>();
        services.AddSingleton<FaultSwitches>();
        services.AddSingleton<AnswerPlayer>();
        services.AddSingleton<Exchange>();

        // The mock reads bodies up to its own limit and answers a longer one in the provider's words.
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        return services;
    }
}
