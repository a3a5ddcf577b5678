using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Providers;

/// <summary>Registers the providers.</summary>
internal static class ProvidersExtensions
{
    /// <summary>Adds the catalog of providers from section <c>Gateway</c>, validated at start.</summary>
    /// <param name="services">The gateway's registrations.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddProviders(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<GatewayOptions>().BindConfiguration(GatewayOptions.SectionName);
        services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>();
        services.AddSingleton<ProviderCatalog>();
        services.AddSingleton<ModelList>();
        return services;
    }
}
